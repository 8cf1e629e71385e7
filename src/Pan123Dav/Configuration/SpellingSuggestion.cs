namespace Pan123Dav.Configuration;

/// <summary>Finds what someone most likely meant to write.</summary>
internal static class SpellingSuggestion
{
    /// <summary>The candidate nearest to <paramref name="written"/>, letter case aside; null when none is near enough to be a slip.</summary>
    public static string? Find(string written, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(written, candidate);
            if (distance < least && distance <= Math.Max(1, candidate.Length / 3))
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>How many letters must be inserted, removed, replaced or swapped with their neighbour.</summary>
    internal static int Distance(string left, string right)
    {
        var (before, above, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            (before, above, row) = (above, row, before);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var differs = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + differs);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
