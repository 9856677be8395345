package dev.groundswell.gateway.client;

import org.jspecify.annotations.Nullable;

/// Addresses with the same first bits (RFC 4632).
record Network(Address first, int bits) {

    /// Of `10.0.0.0/8`, `2001:db8::/32`, or one address.
    ///
    /// @throws IllegalArgumentException for what is none
    static Network of(String text) {
        int slash = text.indexOf('/');
        Address address = Address.of(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(text + " is no address and no network such as 10.0.0.0/8");
        }
        int most = 8 * address.bytes().length;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text + " must have 0.." + most + " bits");
        }
        return new Network(address, bits);
    }

    boolean contains(Address address) {
        byte[] own = first.bytes();
        byte[] other = address.bytes();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = 0xff << Math.max(0, 8 - (bits - bit)) & 0xff;
            if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bits(String text) {
        @Nullable
        Integer bits = text.matches("[0-9]{1,3}") ? Integer.valueOf(text) : null;
        return bits == null ? -1 : bits;
    }
}
