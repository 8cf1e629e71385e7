using Pan123Dav.Delivery;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Strm;

/// <summary>Fetches companions for one user, who pays for every byte as for what the gateway passes on.</summary>
/// <param name="user">Who pays.</param>
/// <param name="links">Makes links, as far as the budgets allow.</param>
/// <param name="origin">The connections to content hosts.</param>
/// <param name="timeouts">How long these may keep quiet.</param>
/// <param name="time">The clock.</param>
/// <param name="text">What people are told.</param>
internal sealed class CompanionCopies(string user, LinkIssuer links, OriginClient origin, OriginTimeouts timeouts, TimeProvider time, StrmText text)
{
    /// <summary>Larger files are not copied.</summary>
    public const int MaxBytes = 4 << 20;

    private bool _isSpent;

    /// <summary>The content; else why there is none, and null for what is larger than <see cref="MaxBytes"/>.</summary>
    /// <param name="path">Where the file stands.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<(ReadOnlyMemory<byte>? Content, string? Problem)> FetchAsync(StoragePath path, StorageEntry file, CancellationToken cancellationToken)
    {
        if (file is { IsLengthUnsure: false, Length: > MaxBytes })
        {
            return (null, null);
        }

        if (DeliveryPolicy.IsEmpty(file))
        {
            return (ReadOnlyMemory<byte>.Empty, null);
        }

        if (_isSpent)
        {
            return (null, text.BudgetSpent);
        }

        try
        {
            using var transfer = await links.BeginTransferAsync(new FileRequest(user, null, path, file, ByteRange.Whole, default), cancellationToken);
            return await FetchAsync(file, transfer, cancellationToken);
        }
        catch (DavException)
        {
            _isSpent = true;
            return (null, text.BudgetSpent);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, text.NotFetched);
        }
        catch (StorageException e)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, text.NotFetched);
        }
    }

    private async Task<(ReadOnlyMemory<byte>? Content, string? Problem)> FetchAsync(
        StorageEntry file, PaidTransfer transfer, CancellationToken cancellationToken)
    {
        var address = OriginUri.Create(transfer.Link);
        var length = file.IsLengthUnsure ? null : file.Length;
        for (var redirects = 0; redirects <= OriginUri.MaxRedirects; redirects++)
        {
            using var silence = new InactivityTimer(time, timeouts.Silence, cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Get, (Uri?)null);
            OriginClient.Prepare(request, address, file.Table, transfer.Link);
            silence.Start();
            using var response = await origin.Invoker.SendAsync(request, silence.Token);
            silence.Stop();
            var answer = OriginResponse.Read(response, ByteRange.Whole, length, mayBeHtml: false);
            if (answer.Verdict == OriginOutcome.Good)
            {
                return answer.Count > MaxBytes ? (null, null) : await ReadAsync(response, answer.Count, transfer, silence);
            }

            if (answer.Verdict != OriginOutcome.Moved || OriginUri.FromRedirect(address, response) is not { } next)
            {
                break;
            }

            address = next;
        }

        return (null, text.NotFetched);
    }

    private async Task<(ReadOnlyMemory<byte>? Content, string? Problem)> ReadAsync(
        HttpResponseMessage response, long? count, PaidTransfer transfer, InactivityTimer silence)
    {
        using var content = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            silence.Start();
            var read = await body.ReadAsync(buffer, silence.Token);
            silence.Stop();
            if (read == 0)
            {
                return count is { } expected && content.Length != expected ? (null, text.NotFetched) : (content.ToArray(), null);
            }

            if (!await transfer.TryPassOnAsync(read))
            {
                _isSpent = true;
                return (null, text.BudgetSpent);
            }

            content.Write(buffer, 0, read);
            if (content.Length > MaxBytes)
            {
                return (null, null);
            }
        }
    }
}
