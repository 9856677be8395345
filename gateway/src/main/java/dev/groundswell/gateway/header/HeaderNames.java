package dev.groundswell.gateway.header;

import java.util.Arrays;

/// A fixed set of header names of ours, asked for every header of every request: no lower-casing, no hashing, a handful of comparisons of equal lengths.
final class HeaderNames {

    private static final String[] NONE = {};

    private final String[][] byLength;

    HeaderNames(String... names) {
        int longest = 0;
        for (String name : names) {
            longest = Math.max(longest, name.length());
        }
        byLength = new String[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            byLength[length] = ofLength(length, names);
        }
    }

    boolean contains(String name) {
        if (name.length() >= byLength.length) {
            return false;
        }
        for (String candidate : byLength[name.length()]) {
            if (candidate.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static String[] ofLength(int length, String... names) {
        int count = 0;
        String[] found = new String[names.length];
        for (String name : names) {
            if (name.length() == length) {
                found[count++] = name;
            }
        }
        return count == 0 ? NONE : Arrays.copyOf(found, count);
    }
}
