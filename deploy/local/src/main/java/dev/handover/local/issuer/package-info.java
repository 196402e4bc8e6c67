/** The development token issuer: signs for the demo people and publishes its key. */
@NullMarked
package dev.handover.local.issuer;

import org.jspecify.annotations.NullMarked;
