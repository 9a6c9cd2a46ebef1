package dev.imageportal.search;

/// One mistyped letter: another one, a missing one, one too many, or two that changed places.
final class Typos {

    private static final int SHORTEST = 5;

    private Typos() {}

    /// Whether a keyword is a single word of five letters or more, so that a typo leaves it recognisable. Scripts that
    /// write words without spaces between them have too few letters a word.
    static boolean tolerated(String keyword) {
        return keyword.codePointCount(0, keyword.length()) >= SHORTEST && keyword.codePoints()
                .allMatch(codePoint -> Character.isLetterOrDigit(codePoint) && !isWrittenWithoutSpaces(codePoint));
    }

    private static boolean isWrittenWithoutSpaces(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    /// Whether at most one typo lies between two words.
    static boolean within(String typed, String meant) {
        String shorter = typed.length() <= meant.length() ? typed : meant;
        String longer = typed.length() <= meant.length() ? meant : typed;
        int more = longer.length() - shorter.length();
        if (more > 1) {
            return false;
        }
        int same = 0;
        while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
            same++;
        }
        if (same == shorter.length()) {
            return true;
        }
        if (more == 1) {
            return endsAlike(shorter, same, longer, same + 1);
        }
        return endsAlike(shorter, same + 1, longer, same + 1) || (isSwapped(shorter, longer, same)
                && endsAlike(shorter, same + 2, longer, same + 2));
    }

    private static boolean isSwapped(String one, String other, int at) {
        return at + 1 < one.length() && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at);
    }

    private static boolean endsAlike(String one, int from, String other, int otherFrom) {
        return one.regionMatches(from, other, otherFrom, Math.max(one.length() - from, other.length() - otherFrom));
    }
}
