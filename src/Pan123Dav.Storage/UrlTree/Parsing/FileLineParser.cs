using System.Buffers.Text;
using System.Text;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Reads <c>[FileName:][FileSize:][Modified:]URL</c>.</summary>
internal sealed class FileLineParser(TreeDiagnosticList diagnostics)
{
    // The last second of year 9999, beyond which no date can be written.
    private const long LastModified = 253402300799;

    private readonly OriginUrl _url = new();
    private readonly UrlNameReader _urlName = new();

    // What was found in a link's directory holds for the links beside it, which must be looked at too.
    private bool _hadLinkFault;

    /// <summary>Reads a line; false when it has an error, which is then reported. Whether its length is ambiguous is told even then.</summary>
    public bool TryParse(in RawLine line, int number, out FileLine file)
    {
        file = default;
        var text = line.Text;
        if (!TryFindUrl(text, out var start, out var foreign))
        {
            ReportNoUrl(line, number, foreign);
            return false;
        }

        var info = text[..start];
        if (foreign >= 0)
        {
            AddError(line, number, foreign, "scheme", "Only http:// and https:// can be served. Write such an address, or a name without '://'.");
            return false;
        }

        if (!info.IsEmpty && info[^1] != (byte)':')
        {
            ReportNoColon(line, number, start);
            return false;
        }

        var isGood = info.IsEmpty || TryReadInfo(line, number, info[..^1], ref file);
        isGood &= TryReadUrl(line, number, start, ref file);
        return isGood && (!file.Name.IsEmpty || TryReadUrlName(line, number, start, ref file));
    }

    /// <summary>Whether there is an address of any scheme in the line.</summary>
    public static bool HasAddress(ReadOnlySpan<byte> text) => text.IndexOf("://"u8) >= 0;

    // The first http(s) starts the URL; `foreign` is where another scheme stands before it, or -1.
    public static bool TryFindUrl(ReadOnlySpan<byte> text, out int start, out int foreign)
    {
        foreign = -1;
        start = -1;
        for (var from = 0; text[from..].IndexOf("://"u8) is var at and >= 0; from += at + 3)
        {
            var colon = from + at;
            var length = EndsWithHttp(text[..colon]) ? 4 : colon > 0 && (text[colon - 1] | 0x20) == 's' && EndsWithHttp(text[..(colon - 1)]) ? 5 : 0;
            if (length > 0)
            {
                start = colon - length;
                return true;
            }

            foreign = foreign < 0 ? colon : foreign;
        }

        return false;
    }

    private static bool EndsWithHttp(ReadOnlySpan<byte> text) =>
        text.Length >= 4 && Ascii.EqualsIgnoreCase(text[^4..], "http"u8);

    private void ReportNoUrl(in RawLine line, int number, int foreign)
    {
        if (foreign >= 0)
        {
            AddError(line, number, foreign, "scheme", OriginAuthority.SchemeFault);
        }
        else if (WideColon.IsAtEnd(line.Text, out var colon) || (colon = WideColon.FindInAddress(line.Text)) >= 0)
        {
            AddError(line, number, colon, "wide-colon", WideColon.Describe(line.Text, colon));
        }
        else if (line.Text[0] == (byte)'#')
        {
            AddError(line, number, 0, "no-url",
                "Neither a folder nor a file. A comment needs a blank after the hash; a folder ends with a colon; a file has an address.");
        }
        else
        {
            AddError(line, number, 0, "no-url", "Neither a folder nor a file. End a folder with a colon, or write the file's http:// or https:// address.");
        }
    }

    private void ReportNoColon(in RawLine line, int number, int start)
    {
        var info = line.Text[..start];
        if (WideColon.IsAtEnd(info, out var colon))
        {
            AddError(line, number, colon, "wide-colon", WideColon.Describe(info, colon));
        }
        else if (ListMarker.Is(info))
        {
            AddError(line, number, 0, "list-marker", ListMarker.Remedy);
        }
        else
        {
            AddError(line, number, start, "no-colon",
                "What stands before the address must end with a colon and no blank behind it: write '[FileName:][FileSize:][Modified:]URL'.");
        }
    }

    private bool TryReadInfo(in RawLine line, int number, ReadOnlySpan<byte> info, ref FileLine file)
    {
        var fields = new FileFields(info);
        if (!fields.NotANumber.Equals(default))
        {
            var field = Encoding.ASCII.GetString(info[fields.NotANumber]);
            AddError(line, number, fields.NotANumber.Start.Value, "not-a-number",
                $"'{field}' is no number. Write the size as exact bytes and the time as Unix seconds, digits only. If it is part of the name, write "
                + "both fields behind it, blank if need be: 'NAME:::URL'.");
            return false;
        }

        var isGood = true;
        if (fields.HasName && NameError.Find(fields.Name) is { } fault)
        {
            AddError(line, number, fault.Offset, fault.Code, fault.Message);
            isGood = false;
        }

        file.Name = fields.Name;
        isGood &= TryReadNumber(line, number, fields.SizeStart, fields.Size, long.MaxValue, "A size", out file.Length);
        isGood &= TryReadNumber(line, number, fields.ModifiedStart, fields.Modified, LastModified, "A time", out file.Modified);
        if (fields.IsLone && file.Length is { } lone)
        {
            file.IsLengthAmbiguous = AmbiguousNumberWarnings.MayBeTime(lone);
            file.LengthStart = fields.SizeStart;
        }

        if (isGood)
        {
            FieldAdvice.Add(diagnostics, line, number, fields, ref file);
        }

        return isGood;
    }

    private bool TryReadNumber(in RawLine line, int number, int start, ReadOnlySpan<byte> field, long most, string what, out long? value)
    {
        value = null;
        if (RawLine.IsBlank(field))
        {
            return true;
        }

        if (!Utf8Parser.TryParse(field, out long read, out _) || read > most)
        {
            AddError(line, number, start, "number-range",
                $"{what} is at most {most}. Write {(most == LastModified ? "Unix seconds" : "the size in bytes")}, or leave the field blank.");
            return false;
        }

        value = read;
        return true;
    }

    private bool TryReadUrl(in RawLine line, int number, int start, ref FileLine file)
    {
        var isGood = true;
        if (!_hadLinkFault && _url.TryReadNamed(line.Text[start..], file.Name))
        {
            file.Url = _url.Ascii;
            file.TailStart = _url.TailStart;
            file.IsTailEncodedName = true;
            return true;
        }

        if (!_url.TryRead(line.Text[start..]))
        {
            AddError(line, number, start + _url.FaultOffset, "bad-url", _url.Fault);
            return false;
        }

        _hadLinkFault = false;
        foreach (var fault in LinkFault.Find(line.Text[start..], file.Name))
        {
            _hadLinkFault = true;
            isGood &= fault.Severity != TreeSeverity.Error;
            diagnostics.Add(new TreeDiagnostic(number, line.Column(start + fault.Offset), fault.Severity, fault.Code, fault.Message));
        }

        if (_url.StrayPercentOffset >= 0)
        {
            AddWarning(line, number, start + _url.StrayPercentOffset, "stray-percent",
                "This '%' is not followed by two hex digits, so it stands for itself. Write '%25' to say so.");
        }

        if (_url.FragmentOffset >= 0)
        {
            AddWarning(line, number, start + _url.FragmentOffset, "fragment",
                "What follows '#' is a fragment and left out. Where the '#' belongs to the name, write '%23'.");
        }

        file.Url = _url.Ascii;
        file.TailStart = _url.TailStart;
        file.IsTailEncodedName = PercentEncoding.IsEncodingOf(file.Url[file.TailStart..], file.Name);
        return isGood;
    }

    private bool TryReadUrlName(in RawLine line, int number, int start, ref FileLine file)
    {
        var segment = start + _url.SegmentOffset;
        file.NameStart = segment;
        file.Name = _urlName.Read(line.Text.Slice(segment, _url.SegmentLength), _url.Segment);
        file.IsTailEncodedName = PercentEncoding.IsEncodingOf(file.Url[file.TailStart..], file.Name);
        if (NameError.Find(file.Name) is not { } fault)
        {
            return true;
        }

        var message = fault.Code switch
        {
            "empty-name" => "The address ends with no name. Write one before it: 'NAME:URL'.",
            "dot-name" => "The address ends with '.' or '..', which is no name. Write one before it: 'NAME:URL'.",
            _ => "The address ends with a name that holds '/' or a control character. Write another name before it: 'NAME:URL'.",
        };
        AddError(line, number, segment, fault.Code, message);
        return false;
    }

    private void AddError(in RawLine line, int number, int offset, string code, string message) =>
        diagnostics.AddError(number, line.Column(offset), code, message);

    private void AddWarning(in RawLine line, int number, int offset, string code, string message) =>
        diagnostics.AddWarning(number, line.Column(offset), code, message);
}
