// Faults in patterns: their syntax, their automata, their matching.
#ifndef ASSAY_SPEC_FAULT_TABLE_PATTERN_H_
#define ASSAY_SPEC_FAULT_TABLE_PATTERN_H_

#include "spec/fault_table_entry.h"

namespace assay {

inline constexpr Fault kPatternFaults[] = {
    {"pattern-not-checked", "pattern check",
     "strings that are not empty are not matched with their pattern"},
    {"dot-takes-line-separator", "dot", "a dot takes U+2028 and U+2029"},
    {"plus-as-star", "quantifier", "+ takes nothing as well"},
    {"dot-takes-line-feed", "newline", "a dot takes a line feed"},
    {"dot-takes-carriage-return", "newline", "a dot takes a carriage return"},
    {"dot-excludes-next-line", "newline", "a dot does not take U+0085, as in Java"},
    {"dot-without-astral", "code points", "a dot takes UTF-16 units: nothing beyond U+FFFF"},
    {"star-as-plus", "quantifier", "* wants at least one"},
    {"question-as-star", "quantifier", "? takes any number"},
    {"question-as-once", "quantifier", "? wants one"},
    {"bounds-min-less-one", "quantifier", "{n,m} takes n - 1"},
    {"bounds-max-plus-one", "quantifier", "{n,m} takes m + 1"},
    {"bounds-max-less-one", "quantifier", "{n,m} takes m - 1 at most"},
    {"bounds-exact-open", "quantifier", "{n} takes n and more"},
    {"alternation-last-lost", "alternation", "the last alternative is forgotten"},
    {"group-quantifier-lost", "quantifier",
     "the quantifier of a group of several parts is ignored"},
    {"newline-before-end", "newline",
     "a line feed may follow the match, as with $ in Python and Perl"},
    {"pattern-case-ignored", "case", "letters of either case match"},
    {"class-widened-above", "class widened",
     "a range of a class takes the character after its last"},
    {"class-widened-below", "class widened",
     "a range of a class takes the character before its first"},
    {"class-narrowed-above", "class narrowed", "a range of a class ends one character early"},
    {"class-narrowed-below", "class narrowed", "a range of a class begins one character late"},
    {"class-underscore-lost", "class narrowed", "a class forgets its underscore"},
    {"class-negation-ignored", "class widened", "[^...] is read as [...]"},
    {"class-hyphen-lost", "class narrowed", "the hyphen of [\\w-.] is forgotten"},
    {"digit-class-unicode", "class widened", "\\d takes Arabic-Indic digits"},
    {"word-class-without-digits", "class narrowed", "\\w takes no digits"},
    {"escaped-dot-takes-all", "class widened", "\\. is read as a dot without a backslash"},
    {"pattern-pair-split", "code points",
     "a pair of surrogates in \\u escapes is read as two units"},
    {"anchor-begin-ignored", "anchor", "^ holds everywhere"},
    {"anchor-end-ignored", "anchor", "$ holds everywhere"},
    {"word-boundary-inverted", "anchor", "\\b and \\B are swapped"},
    {"match-begins-anywhere", "anchor", "a full match may begin behind other characters"},
    {"match-ends-anywhere", "anchor", "a full match may end before other characters"},
    {"automaton-loses-a-state", "automaton", "the state that is reached last does not accept"},
    {"segment-one-too-long", "fast matching", "segments take one character too many"},
    {"segment-head-unchecked", "fast matching", "segments do not look at the first character"},
    {"segment-chain-unchecked", "fast matching",
     "segments do not look at fixed text, only at its length"},
    {"segment-tail-unchecked", "fast matching", "segments do not look at the fixed end"},
    {"segment-wide-bytes", "length unit",
     "segments count bytes where characters are to be counted"},
    {"pattern-cache-by-size", "pattern check",
     "a long text is taken to match when the last one of its size did"},
};

}  // namespace assay

#endif  // ASSAY_SPEC_FAULT_TABLE_PATTERN_H_
