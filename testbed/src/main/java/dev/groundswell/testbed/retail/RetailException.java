package dev.groundswell.testbed.retail;

/// The work cannot be done; the message says why and what helps.
public final class RetailException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RetailException(String message) {
        super(message);
    }

    /// Says what the shop said.
    RetailException(ShopClient.RefusedException refused) {
        super(refused.getMessage(), refused);
    }

    RetailException(String message, Throwable cause) {
        super(message, cause);
    }
}
