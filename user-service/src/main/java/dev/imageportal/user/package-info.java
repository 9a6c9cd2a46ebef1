/// Accounts, which live in a Cognito user pool, and public profiles, which live in MySQL.
@NullMarked
package dev.imageportal.user;

import org.jspecify.annotations.NullMarked;
