/// Brings a real shop's sales, in the format of the UCI data set Online Retail, into a running suite, sells all of it again and reconciles.
/// Entered by `./dev import` and `./dev replay`; start with [dev.groundswell.testbed.retail.Retail] and [dev.groundswell.testbed.retail.Replay].
/// Leans on the suite's gateways only, and on Kafka to look behind them; a gateway that is away is asked again for two minutes, a file that is damaged stops everything before the first request.
@NullMarked
package dev.groundswell.testbed.retail;

import org.jspecify.annotations.NullMarked;
