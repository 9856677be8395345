package dev.groundswell.catalog.product;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The words of a name, the same for what is stored and for what is searched, so that every word of a name finds it.
///
/// A word is a run of letters and digits, without accents and in lower case: `Crème-brûlée 2.5"` has `creme`, `brulee`, `2` and `5`.
/// An apostrophe joins: `Children's` is `childrens`. Everything else separates. What is beyond the first 100 letters of a word is left out.
final class NameWords {

    private static final String APOSTROPHES = "'’ʼ`";
    /// Code points. PostgreSQL takes 2,046 bytes a word and fails beyond, and one character may decompose into eighteen.
    private static final int LONGEST = 100;

    private NameWords() {}

    /// Each word once, in the order of the text. They hold letters and digits only, so they need no quoting anywhere.
    static List<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        StringBuilder word = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) && APOSTROPHES.indexOf(c) < 0) {
                append(c, word);
            } else if (separates(c)) {
                finish(word, words);
            }
        });
        finish(word, words);
        return List.copyOf(words);
    }

    /// The `tsquery` that asks for a name in which each of the words begins a word.
    static String prefixQuery(List<String> words) {
        return words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    private static void append(int c, StringBuilder word) {
        if (word.codePointCount(0, word.length()) < LONGEST) {
            word.appendCodePoint(c);
        }
    }

    private static boolean separates(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> false;
            default -> APOSTROPHES.indexOf(c) < 0;
        };
    }

    private static void finish(StringBuilder word, Set<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
