package dev.groundswell.platform.problem;

/// One thing wrong in a request body.
///
/// @param pointer RFC 6901 pointer to the offending member, `""` for the whole body
/// @param detail what is wrong with it, naming the bound and the value
public record FieldError(String pointer, String detail) {}
