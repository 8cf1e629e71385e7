namespace Pan123Dav.Commands.Export;

/// <summary>Where the text goes.</summary>
internal interface IExportTarget
{
    /// <summary>Takes some whole lines.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> lines);
}
