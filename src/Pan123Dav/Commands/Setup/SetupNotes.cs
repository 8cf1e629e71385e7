using Pan123Dav.Console;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Setup;

/// <summary>Notes on what was pasted or imported: of one kind no more than 20, then how many more. What a file holds is escaped for the terminal.</summary>
internal static class SetupNotes
{
    private const int MaxShown = 20;

    /// <param name="notes">In the order they are said.</param>
    /// <param name="kind">What is bounded together.</param>
    /// <param name="format">The words.</param>
    /// <param name="text">The language.</param>
    /// <param name="say">Takes each line.</param>
    public static void Say<TNote, TKind>(
        IEnumerable<TNote> notes, Func<TNote, TKind> kind, Func<TNote, string> format, SetupText text, Action<string> say)
    {
        foreach (var group in notes.GroupBy(kind))
        {
            foreach (var note in group.Take(MaxShown))
            {
                say(EscapedText.Escape(format(note).AsSpan(), int.MaxValue));
            }

            if (group.Count() > MaxShown)
            {
                say(text.AndMore(group.Count() - MaxShown));
            }
        }
    }
}
