namespace Pan123Dav.Delivery;

/// <summary>The owner of a table whose files are texts that it makes itself: nothing is fetched for them, and nothing is paid.</summary>
internal interface IGeneratedContent
{
    /// <summary>The content of the file at <paramref name="row"/>, as long as the table says.</summary>
    ReadOnlyMemory<byte> GetContent(int row);
}
