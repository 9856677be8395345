/// Reads what a database says when it fails, bare from the driver or wrapped by Hibernate.
/// Entered by the consumers, which tell bad records from passing faults, and by the exception mappers, through [dev.groundswell.platform.outage.OutageSign].
/// Leans on SQLSTATE alone, never on a message; a failure without one is judged by nobody here.
@NullMarked
package dev.groundswell.platform.database;

import org.jspecify.annotations.NullMarked;
