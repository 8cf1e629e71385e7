using System.Text;

namespace Pan123Dav.Configuration.Editing;

/// <summary>What stands between the parts of a JSON text: lines, blanks, comments and commas. Places are bytes of the text.</summary>
internal readonly struct JsonLayout(byte[] text)
{
    /// <summary>What stands between two parts here: a line break and an indent where each has a line of its own, else a blank.</summary>
    public string GetSeparator(JsonPart owner, int start)
    {
        if (StartOfLine(start) is not { } line || line <= owner.Start)
        {
            return " ";
        }

        var isCrLf = line >= 2 && text[line - 2] == (byte)'\r';
        return (isCrLf ? "\r\n" : "\n") + Encoding.UTF8.GetString(text, line, start - line);
    }

    /// <summary>Where the line begins whose first part this is; null when something stands before it.</summary>
    public int? StartOfLine(int start)
    {
        var at = SkipBlanksBefore(start);
        return at > 0 && text[at - 1] == (byte)'\n' ? at : null;
    }

    /// <summary>Where the next line begins; null when something but a comment stands before that.</summary>
    public int? EndOfLine(int at, int limit)
    {
        at = SkipLineComment(at, limit);
        while (at < limit && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            at++;
        }

        return at < limit && text[at] == (byte)'\n' ? at + 1 : null;
    }

    /// <summary>In front of the blanks that end here.</summary>
    public int SkipBlanksBefore(int at)
    {
        while (at > 0 && text[at - 1] is (byte)' ' or (byte)'\t')
        {
            at--;
        }

        return at;
    }

    /// <summary>Behind the blanks that begin here.</summary>
    public int SkipBlanks(int at, int limit)
    {
        while (at < limit && text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>Behind the comment that ends this line; the place itself when there is none.</summary>
    public int SkipLineComment(int from, int limit)
    {
        var at = SkipBlanks(from, limit);
        if (at + 1 >= limit || text[at] != (byte)'/' || text[at + 1] != (byte)'/')
        {
            return from;
        }

        var length = text.AsSpan(at, limit - at).IndexOfAny((byte)'\r', (byte)'\n');
        return length < 0 ? from : at + length;
    }

    /// <summary>The comma that comes next but for blanks and comments; null when something else does.</summary>
    public int? FindComma(int at, int limit)
    {
        while (at < limit)
        {
            var rest = text.AsSpan(at, limit - at);
            if (rest[0] == (byte)',')
            {
                return at;
            }

            if (rest.StartsWith("//"u8))
            {
                var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
                at = length < 0 ? limit : at + length;
            }
            else if (rest.StartsWith("/*"u8))
            {
                var length = rest[2..].IndexOf("*/"u8);
                at = length < 0 ? limit : at + length + 4;
            }
            else if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else
            {
                return null;
            }
        }

        return null;
    }
}
