/** Who should know about a ticket event, and why; plain decisions without a framework. */
@NullMarked
package dev.handover.notification.alert;

import org.jspecify.annotations.NullMarked;
