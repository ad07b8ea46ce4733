// Lines in: "P min max hex-of-pattern", then "hex-of-text" each; out: one digit an idiom.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

func text(s string) string {
	data, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func main() {
	fmt.Println("`MatchString` on `^(?:P)$`, `utf8.RuneCountInString`\t`MatchString` on `^(?:P)$`, `len`\t`MatchString`, `len`")
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var bare, anchored *regexp.Regexp
	var low, high int
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "P ") {
			var pattern string
			fmt.Sscanf(line, "P %d %d %s", &low, &high, &pattern)
			bare = regexp.MustCompile(text(pattern))
			anchored = regexp.MustCompile("^(?:" + text(pattern) + ")$")
			continue
		}
		s := text(line)
		within := func(n int) bool { return n >= low && n <= high }
		for _, good := range []bool{
			within(utf8.RuneCountInString(s)) && anchored.MatchString(s),
			within(len(s)) && anchored.MatchString(s),
			within(len(s)) && bare.MatchString(s),
		} {
			if good {
				out.WriteByte('1')
			} else {
				out.WriteByte('0')
			}
		}
		out.WriteByte('\n')
	}
}
