/// Knows the instances of each service, chooses one for every request, leaves out those that do not answer and takes them back when they do.
/// Entered from the upstream step only, which says what became of each request: [Balancing] makes the [Instances] of a service, they give out [Turn]s.
/// Leans on nothing but the answers themselves and a probe of what was left out; when no instance answers, the least bad one is still asked.
@NullMarked
package dev.groundswell.gateway.balance;

import org.jspecify.annotations.NullMarked;
