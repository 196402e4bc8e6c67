/** Checks of the whole repository: documents against code, rules for every source file, the Helm chart. */
@NullMarked
package dev.handover.check;

import org.jspecify.annotations.NullMarked;
