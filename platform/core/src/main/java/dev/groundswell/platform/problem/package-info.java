/// Says no in one voice: every refusal and every fault that reaches a client becomes an RFC 9457 problem here.
/// Entered by resources that refuse something and by the exception mappers; the gateway renders its own refusals with the same records.
/// Leans on nothing: a fault is logged once, and the client gets a 500 without a word about the inside.
@NullMarked
package dev.groundswell.platform.problem;

import org.jspecify.annotations.NullMarked;
