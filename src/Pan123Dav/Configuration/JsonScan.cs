using System.Text;

namespace Pan123Dav.Configuration;

/// <summary>What is wrong inside a text of JSON.</summary>
internal enum JsonScanFault
{
    None,
    LineBreak,
    Control,
    Escape,
    Unclosed,
}

/// <summary>What stands before a place.</summary>
internal enum JsonScanToken
{
    Punctuation,
    Text,
    Value,
}

/// <summary>Goes through JSON token by token up to a place, or to the first text that is broken.</summary>
internal ref struct JsonScan(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private string _text = "";

    /// <summary>What is wrong with a text.</summary>
    public JsonScanFault Fault { get; private set; }

    /// <summary>Where that is.</summary>
    public int Offset { get; private set; }

    /// <summary>Where the text of the fault begins, behind its quote.</summary>
    public int TextStart { get; private set; }

    /// <summary>The name whose value was read last; empty when there is none.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether there is nothing before the place.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>What stands last before the place.</summary>
    public JsonScanToken Last { get; private set; }

    public void Run(int place)
    {
        var at = 0;
        while (Fault == JsonScanFault.None && at < place)
        {
            var b = _json[at];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (b == (byte)'/')
            {
                at = EndOfComment(at);
            }
            else
            {
                IsEmpty = false;
                at = b == (byte)'"' ? ReadText(at + 1) : ReadOther(at);
            }
        }
    }

    private readonly int EndOfComment(int at)
    {
        var isBlock = _json[at..].StartsWith("/*"u8);
        var end = isBlock ? _json[(at + 2)..].IndexOf("*/"u8) : _json[at..].IndexOf((byte)'\n');
        return end < 0 ? _json.Length : isBlock ? at + end + 4 : at + end + 1;
    }

    private int ReadText(int start)
    {
        TextStart = start;
        for (var at = start; at < _json.Length; at++)
        {
            switch (_json[at])
            {
                case (byte)'"':
                    _text = Encoding.UTF8.GetString(_json[start..at]);
                    Last = JsonScanToken.Text;
                    return at + 1;
                case (byte)'\\' when at + 1 < _json.Length && !"\"\\/bfnrtu"u8.Contains(_json[at + 1]):
                    return Fail(JsonScanFault.Escape, at);
                case (byte)'\\':
                    at++;
                    break;
                case (byte)'\r' or (byte)'\n':
                    return Fail(JsonScanFault.LineBreak, at);
                case < 0x20:
                    return Fail(JsonScanFault.Control, at);
            }
        }

        return Fail(JsonScanFault.Unclosed, start - 1);
    }

    private int ReadOther(int at)
    {
        if (_json[at] is (byte)'{' or (byte)'[' or (byte)',' or (byte)':')
        {
            Name = _json[at] == (byte)':' ? _text : Name;
            Last = JsonScanToken.Punctuation;
        }
        else
        {
            Last = JsonScanToken.Value;
        }

        return at + 1;
    }

    private int Fail(JsonScanFault fault, int offset)
    {
        Fault = fault;
        Offset = offset;
        return _json.Length;
    }
}
