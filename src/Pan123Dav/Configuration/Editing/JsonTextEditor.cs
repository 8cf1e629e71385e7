using System.Text;

namespace Pan123Dav.Configuration.Editing;

/// <summary>
/// Changes parts of a JSON text that a person wrote: comments, order, indents, line ends and everything that is not touched stay byte for byte.
/// All changes are told by places in the original, and made at once by <see cref="Apply"/>; no two may touch the same bytes.
/// </summary>
/// <param name="text">UTF-8 that <see cref="JsonPart.Parse"/> has read.</param>
internal sealed class JsonTextEditor(byte[] text)
{
    private readonly JsonLayout _layout = new(text);
    private readonly List<(int Start, int End, string Replacement)> _changes = [];

    /// <summary>Writes another value in the place of one.</summary>
    public void Replace(JsonPart value, string json) => _changes.Add((value.Start, value.End, json));

    /// <summary>Sets a member of an object, behind the others when it is new.</summary>
    public void Set(JsonPart owner, string name, string json)
    {
        if (owner.Find(name) is { } value)
        {
            Replace(value, json);
        }
        else
        {
            Append(owner, [$"{JsonText.Quote(name)}: {json}"]);
        }
    }

    /// <summary>Gives a member another name and value, where it stands.</summary>
    public void Rename(JsonPart owner, string name, string newName, string json)
    {
        var member = owner.Members.Single(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        _changes.Add((member.Start, member.Value.End, $"{JsonText.Quote(newName)}: {json}"));
    }

    /// <summary>Puts new members or items behind the others of an object or a list.</summary>
    /// <param name="owner">The object or list.</param>
    /// <param name="parts">Values, or names with their values.</param>
    public void Append(JsonPart owner, IReadOnlyList<string> parts)
    {
        var places = GetPlaces(owner);
        if (parts.Count == 0)
        {
            return;
        }

        if (places.Count == 0)
        {
            var isSpaced = owner.End - owner.Start > 2;
            _changes.Add((owner.Start + 1, owner.Start + 1, $"{(isSpaced ? " " : "")}{string.Join(", ", parts)}"));
            return;
        }

        var (start, end) = places[^1];
        var separator = _layout.GetSeparator(owner, start);
        var added = string.Join($",{separator}", parts);
        if (_layout.FindComma(end, owner.End - 1) is { } comma)
        {
            // One that stands behind the last goes on to do so.
            _changes.Add((comma + 1, comma + 1, $"{separator}{added},"));
            return;
        }

        // A comment at the end of the line is about what stands before it.
        var behind = separator.Contains('\n', StringComparison.Ordinal) ? _layout.SkipLineComment(end, owner.End - 1) : end;
        if (behind > end)
        {
            _changes.Add((end, end, ","));
            _changes.Add((behind, behind, $"{separator}{added}"));
        }
        else
        {
            _changes.Add((end, end, $",{separator}{added}"));
        }
    }

    /// <summary>Puts new items before one of a list.</summary>
    public void Insert(JsonPart list, int index, IReadOnlyList<string> parts)
    {
        if (index == list.Items.Count)
        {
            Append(list, parts);
            return;
        }

        var start = list.Items[index].Start;
        var separator = _layout.GetSeparator(list, start);
        _changes.Add((start, start, string.Concat(parts.Select(part => $"{part},{separator}"))));
    }

    /// <summary>Takes a member or an item out, and the comment at the end of its line.</summary>
    /// <param name="owner">The object or list.</param>
    /// <param name="index">Which.</param>
    public void Remove(JsonPart owner, int index) => Remove(owner, index, 1);

    /// <summary>Takes neighbours out.</summary>
    public void Remove(JsonPart owner, int index, int count)
    {
        var places = GetPlaces(owner);
        for (var i = index; i < index + count; i++)
        {
            var (start, end) = places[i];
            var comma = _layout.FindComma(end, owner.End - 1);
            var until = (comma ?? (end - 1)) + 1;
            var isLast = i == places.Count - 1;
            var first = _layout.StartOfLine(start);
            var rest = _layout.EndOfLine(until, owner.End - 1);
            if (first is { } line && rest is { } next)
            {
                _changes.Add((line, next, ""));
            }
            else
            {
                // What follows closes up, and before the end what stands before does.
                var from = isLast && i == index && index > 0 ? _layout.SkipBlanksBefore(start) : start;
                _changes.Add((from, _layout.SkipBlanks(until, isLast ? until : places[i + 1].Start), ""));
            }
        }

        // What is the last now must have no comma that was between it and what is gone; one behind the last was there on purpose.
        if (index > 0 && index + count == places.Count && _layout.FindComma(places[^1].End, owner.End - 1) is null
            && _layout.FindComma(places[index - 1].End, places[index].Start) is { } left)
        {
            _changes.Add((left, left + 1, ""));
        }
    }

    /// <summary>Takes a member out, if it is there.</summary>
    public void Remove(JsonPart owner, string name)
    {
        for (var i = 0; i < owner.Members.Count; i++)
        {
            if (owner.Members[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                Remove(owner, i);
            }
        }
    }

    /// <summary>The text with all changes.</summary>
    public byte[] Apply()
    {
        var result = new MemoryStream(text.Length + 256);
        var at = 0;
        foreach (var (start, end, replacement) in _changes.OrderBy(change => change.Start).ThenBy(change => change.End))
        {
            if (start < at)
            {
                throw new InvalidOperationException("Two changes touch the same bytes.");
            }

            result.Write(text, at, start - at);
            result.Write(Encoding.UTF8.GetBytes(replacement));
            at = end;
        }

        result.Write(text, at, text.Length - at);
        return result.ToArray();
    }

    private static List<(int Start, int End)> GetPlaces(JsonPart owner) => owner.IsObject
        ? [.. owner.Members.Select(member => (member.Start, member.Value.End))]
        : [.. owner.Items.Select(item => (item.Start, item.End))];
}
