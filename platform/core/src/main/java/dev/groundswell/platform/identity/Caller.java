package dev.groundswell.platform.identity;

/// Who is calling, as the verified token says.
///
/// @param subject the token's `sub`: the customer's id
/// @param admin whether `groups` holds `admin`
public record Caller(String subject, boolean admin) {

    /// The group that makes an admin.
    public static final String ADMIN = "admin";

    /// Whether this caller may see and change what belongs to `customer`.
    public boolean mayActFor(String customer) {
        return admin || subject.equals(customer);
    }
}
