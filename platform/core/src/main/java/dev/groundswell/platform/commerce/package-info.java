/// The words all services speak: money in minor units, known currencies, well-formed skus.
/// Entered from everywhere; knows no service.
/// Leans on nothing and never fails: a check answers with a boolean.
@NullMarked
package dev.groundswell.platform.commerce;

import org.jspecify.annotations.NullMarked;
