/** Real parts for tests, shared by all tests of a JVM and kept apart by database and topic prefix. */
@NullMarked
package dev.handover.foundation.test;

import org.jspecify.annotations.NullMarked;
