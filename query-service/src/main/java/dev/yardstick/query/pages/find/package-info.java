/** What is found by a word: people, accounts, teams, pages, positions; and what words mean. */
@NullMarked
package dev.yardstick.query.pages.find;

import org.jspecify.annotations.NullMarked;
