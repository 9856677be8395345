/// Reads what a database says when it fails, bare from the driver or wrapped by Hibernate, and makes pools that notice when it says nothing any more.
/// Entered by the consumers, which tell bad records from passing faults, and by the exception mappers, through [dev.groundswell.platform.outage.OutageSign].
/// Leans on SQLSTATE, and on Vert.x' words where it has no type for a lost connection; any other failure is judged by nobody here.
@NullMarked
package dev.groundswell.platform.database;

import org.jspecify.annotations.NullMarked;
