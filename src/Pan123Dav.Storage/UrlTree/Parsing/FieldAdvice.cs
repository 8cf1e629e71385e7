namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Warns of names and numbers that can be read, but were hardly meant as they are read.</summary>
internal static class FieldAdvice
{
    /// <param name="diagnostics">Gets the warnings.</param>
    /// <param name="line">The line.</param>
    /// <param name="number">The line's number.</param>
    /// <param name="fields">What stands before the link.</param>
    /// <param name="file">What was read of it.</param>
    public static void Add(TreeDiagnosticList diagnostics, in RawLine line, int number, in FileFields fields, ref FileLine file)
    {
        if (ListMarker.IsAtStart(fields.Name))
        {
            diagnostics.AddWarning(number, line.Column(0), "list-marker", ListMarker.Remedy);
        }

        if (fields.Count < 2 && WideColon.FindBeforeNumber(fields.Name) is var colon and >= 0)
        {
            // The number behind it is doubtful for this reason alone.
            file.LengthStart = -1;
            diagnostics.AddWarning(number, line.Column(colon), "wide-colon", WideColon.Describe(fields.Name, colon));
        }

        if (fields.IsNameSize)
        {
            file.LengthStart = -1;
            diagnostics.AddWarning(number, line.Column(0), "size-unit",
                "This is read as the file's name. Write a size as exact bytes, digits only; if it is the name, write both fields behind it: 'NAME:::URL'.");
        }

        if (file is { Length: { } length, Modified: { } modified and > 0 }
            && AmbiguousNumberWarnings.MayBeTime(length) && !AmbiguousNumberWarnings.MayBeTime(modified))
        {
            diagnostics.AddWarning(number, line.Column(fields.SizeStart), "swapped-numbers",
                "The size looks like a time of 2010 to 2030, and the time does not. The size comes first: write 'NAME:SIZE:TIME:URL'.");
        }
    }
}
