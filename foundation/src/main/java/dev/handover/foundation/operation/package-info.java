/** How a service is run: settings, correlation, leadership, wiring of the shared edges. */
@NullMarked
package dev.handover.foundation.operation;

import org.jspecify.annotations.NullMarked;
