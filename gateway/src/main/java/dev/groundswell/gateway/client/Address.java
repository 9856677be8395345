package dev.groundswell.gateway.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import io.netty.util.NetUtil;

/// An IP address. One of IPv4 is the same whether it comes as such or mapped into IPv6 (RFC 4291, section 2.5.5.2). Immutable.
public final class Address {

    private static final int IPV4 = 4;
    private static final int MAPPED_PREFIX = 12;
    /// What one customer of a provider has at the least (RFC 6177): whoever is limited by a single address takes the next.
    private static final int NETWORK = 8;

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /// `null` for what is no literal address.
    static @Nullable Address of(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes == null ? null : new Address(isMapped(bytes) ? Arrays.copyOfRange(bytes, MAPPED_PREFIX, bytes.length) : bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    /// By whom it is counted: an IPv4 address, or the first 64 bits of an IPv6 address.
    public String network() {
        return bytes.length == IPV4 ? toString() : HexFormat.of().formatHex(bytes, 0, NETWORK);
    }

    /// `192.0.2.1`, or as `[2001:db8::1]` goes without its brackets.
    @Override
    public String toString() {
        try {
            return NetUtil.toAddressString(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("neither 4 nor 16 bytes", e);
        }
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length == IPV4 || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
