/** Tests of what tests share. */
@NullMarked
package dev.handover.foundation.test;

import org.jspecify.annotations.NullMarked;
