/** What a workspace has set, as far as it shows in what is read: its names for statuses and priorities. */
@NullMarked
package dev.handover.query.settings;

import org.jspecify.annotations.NullMarked;
