package dev.imageportal.gateway;

import java.net.InetAddress;
import java.util.Arrays;

/// Addresses that begin with the same bits, written as `10.0.0.0/8`, `fd00::/8`, or as one address.
record AddressRange(InetAddress network, int bits) {

    AddressRange {
        if (bits < 0 || bits > network.getAddress().length * 8) {
            throw new IllegalArgumentException(
                    "A range of addresses can't share " + bits + " bits: " + network.getHostAddress());
        }
        network = masked(network, bits);
    }

    /// @throws IllegalArgumentException when the text is no range; host names are none
    public static AddressRange valueOf(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        return new AddressRange(network,
                slash < 0 ? network.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == network.getAddress().length && masked(address, bits).equals(network);
    }

    /// The address with all but its first bits set to zero.
    static InetAddress masked(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        if (bits < bytes.length * 8) {
            int whole = bits / 8;
            bytes[whole] &= (byte) (0xFF << (8 - bits % 8));
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
