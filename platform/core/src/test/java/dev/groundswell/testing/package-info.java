/// What the tests of all modules share: the architecture rules and the check of Kafka settings.
/// Entered by every module's `RoomsTest` and `SafeKafkaSettingsIT`, through this module's test jar.
/// Leans on ArchUnit and on the running application.
@NullMarked
package dev.groundswell.testing;

import org.jspecify.annotations.NullMarked;
