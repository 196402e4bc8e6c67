/** Who calls: tokens, roles, workspaces, and what an endpoint asks of its caller. */
@NullMarked
package dev.handover.foundation.caller;

import org.jspecify.annotations.NullMarked;
