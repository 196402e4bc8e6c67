/** Tests of what routing-service publishes. */
@NullMarked
package dev.handover.routing.contract;

import org.jspecify.annotations.NullMarked;
