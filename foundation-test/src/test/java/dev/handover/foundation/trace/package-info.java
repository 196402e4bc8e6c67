@NullMarked
package dev.handover.foundation.trace;

import org.jspecify.annotations.NullMarked;
