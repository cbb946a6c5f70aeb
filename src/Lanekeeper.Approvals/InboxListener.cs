using Lanekeeper.Approvals.Hearing;

namespace Lanekeeper.Approvals;

/// <summary>Hears of changes in the inbox, many at once as one. To be disposed when nobody listens any more.</summary>
public sealed class InboxListener : IDisposable
{
    private readonly InboxBell _bell;
    private long _heard;

    internal InboxListener(InboxBell bell, string account, long heard) => (_bell, Account, _heard) = (bell, account, heard);

    internal string Account { get; }

    /// <summary>Returns when something may have changed since the last call, and now and then without cause.</summary>
    public async Task NextAsync(CancellationToken cancellationToken) => _heard = await _bell.NextAsync(_heard, cancellationToken);

    public void Dispose() => _bell.Leave(this);
}
