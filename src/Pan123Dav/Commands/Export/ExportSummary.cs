namespace Pan123Dav.Commands.Export;

/// <summary>What an export has done so far.</summary>
internal sealed class ExportSummary
{
    public int Folders { get; set; }

    public int Files { get; set; }

    /// <summary>Of <see cref="Files"/>, those whose link an earlier run has brought.</summary>
    public int Kept { get; set; }

    /// <summary>Files without a link, and folders that could not be read.</summary>
    public int LeftOut { get; set; }

    /// <summary>Members of the folders that were read, folders and files.</summary>
    public int Found { get; set; }

    /// <summary>Of <see cref="Found"/>, those that are done with.</summary>
    public int Done { get; set; }

    /// <summary>Why it did not come to its end; null when it did.</summary>
    public string? Stopped { get; set; }

    public bool IsComplete => Stopped is null && LeftOut == 0;
}
