package dev.groundswell.platform.cache;

/// What tells a cache's copies in Redis from others'.
///
/// @param name as metrics and keys show it, such as `products`; one cache of it in a process
/// @param format of the encoded values: change it with them, and processes of either kind never read each other's
public record CacheSpec(String name, int format) {

    public CacheSpec {
        if (!name.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("a cache's name is of small letters and hyphens, was " + name);
        }
        if (format < 0 || format > Short.MAX_VALUE) {
            throw new IllegalArgumentException("cache " + name + ": format must be 0.." + Short.MAX_VALUE + ", was " + format);
        }
    }
}
