package org.keyledger.query.projection;

import java.util.List;

/**
 * What a rebuild would change.
 *
 * @param documents how many documents were compared
 * @param count how many of them are not the same
 * @param first those, or the first hundred, each as {@code <view>/<id>} and what is wrong with it as it stands
 */
public record Differences(long documents, long count, List<String> first) {}
