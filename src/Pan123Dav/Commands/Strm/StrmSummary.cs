namespace Pan123Dav.Commands.Strm;

/// <summary>What came of a run.</summary>
internal sealed class StrmSummary
{
    /// <summary>Links that were written.</summary>
    public int Written { get; set; }

    /// <summary>Links that were there already.</summary>
    public int Unchanged { get; set; }

    /// <summary>Companions that were copied.</summary>
    public int Copied { get; set; }

    /// <summary>Their bytes.</summary>
    public long CopiedBytes { get; set; }

    /// <summary>Files that the drive no longer has and were deleted.</summary>
    public int Deleted { get; set; }

    /// <summary>What should have been written and was not.</summary>
    public int LeftOut { get; set; }

    /// <summary>Whether something is missing in what the drive listed, so that nothing may be deleted.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>Whether files were kept that a sync should have deleted.</summary>
    public bool HasKept { get; set; }

    /// <summary>Members found.</summary>
    public int Found { get; set; }

    /// <summary>Members done.</summary>
    public int Done { get; set; }

    /// <summary>Whether nothing was left out or kept.</summary>
    public bool IsGood => LeftOut == 0 && !IsIncomplete && !HasKept;
}
