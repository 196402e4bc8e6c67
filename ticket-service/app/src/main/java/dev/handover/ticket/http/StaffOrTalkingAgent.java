package dev.handover.ticket.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** For owners, managers and operators, and AI agents whose token has the scope {@code conversations:write}. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("hasAnyRole('OWNER', 'MANAGER', 'OPERATOR')"
        + " or (hasRole('AGENT') and hasAuthority('SCOPE_conversations:write'))")
@interface StaffOrTalkingAgent {}
