package dev.groundswell.platform.commerce;

import org.jspecify.annotations.Nullable;

/// Stock keeping units: `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`, case-sensitive.
public final class Skus {

    public static final int LONGEST = 64;

    private Skus() {}

    public static boolean wellFormed(@Nullable String sku) {
        if (sku == null || sku.isEmpty() || sku.length() > LONGEST || !alphanumeric(sku.charAt(0))) {
            return false;
        }
        for (int i = 1; i < sku.length(); i++) {
            char c = sku.charAt(i);
            if (!alphanumeric(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean alphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
