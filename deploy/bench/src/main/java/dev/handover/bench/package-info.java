/** Measures a fresh installation of the whole system, on one machine, in one run. */
@NullMarked
package dev.handover.bench;

import org.jspecify.annotations.NullMarked;
