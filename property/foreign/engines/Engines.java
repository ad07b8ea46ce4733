import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Lines in: "P min max hex-of-pattern", then "hex-of-text" each; out: one digit an idiom. */
class Engines {
  static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }

  public static void main(String[] args) throws Exception {
    System.out.println("`matches()`, `codePointCount`\t`matches()`, `length()`\t`find()` on `^P$`, `length()`\t`find()`, `length()`");
    Pattern bare = null;
    Pattern anchored = null;
    int min = 0;
    int max = 0;
    StringBuilder out = new StringBuilder();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("P ")) {
        String[] parts = line.split(" ");
        min = Integer.parseInt(parts[1]);
        max = Integer.parseInt(parts[2]);
        bare = Pattern.compile(text(parts[3]));
        anchored = Pattern.compile("^(?:" + text(parts[3]) + ")$");
        continue;
      }
      String s = text(line);
      int points = s.codePointCount(0, s.length());
      boolean fits = s.length() >= min && s.length() <= max;
      out.append(points >= min && points <= max && bare.matcher(s).matches() ? 1 : 0);
      out.append(fits && bare.matcher(s).matches() ? 1 : 0);
      out.append(fits && anchored.matcher(s).find() ? 1 : 0);
      out.append(fits && bare.matcher(s).find() ? 1 : 0).append('\n');
    }
    System.out.print(out);
  }
}
