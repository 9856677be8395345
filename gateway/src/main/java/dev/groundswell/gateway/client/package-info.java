/// Finds out who is at the other end: the client's address, and how it came, through whatever proxies stand in front.
/// Entered by the pipeline for each request, and by steps that name or count clients.
/// Leans on the addresses of proxies that are trusted by configuration; what anybody else says about where it comes from is ignored.
@NullMarked
package dev.groundswell.gateway.client;

import org.jspecify.annotations.NullMarked;
