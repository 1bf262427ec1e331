package org.keyledger.query.projection;

import java.util.List;

/**
 * The result of comparing the current read models with rebuilt ones.
 *
 * @param documents how many documents were compared
 * @param count how many of them differ
 * @param first the first hundred differences, each as {@code <view>/<id>} and what is wrong with the current document
 */
public record Differences(long documents, long count, List<String> first) {}
