using System.Text;
using Lanekeeper.Approvals;
using Lanekeeper.Faces;

namespace Lanekeeper.Web.Inbox;

/// <summary>Where somebody is in the inbox: the view, its filters and the part of the queue. All of it stands in the address.</summary>
public sealed record InboxPlace(InboxView View = InboxView.Mine, string? Workflow = null, ApprovalKind? Kind = null, string? Tool = null, string? After = null)
{
    public InboxQuery Query => new(View, Workflow, Kind, Tool);

    public string List(Guid? done = null) => WebPaths.Inbox + Write(done);

    /// <summary>The start of another view, with the filters that are set.</summary>
    public string Of(InboxView view) => (this with { View = view, After = null }).List();

    public string Card(Guid id, Guid? done = null) => WebPaths.Card(id) + Write(done);

    /// <summary>Another address of the inbox, that comes back to this place.</summary>
    public string At(string path) => path + Write(null);

    private string Write(Guid? done)
    {
        var query = new StringBuilder();
        Add(query, "view", View == InboxView.Mine ? null : View.ToString().ToLowerInvariant());
        Add(query, "workflow", Workflow);
        Add(query, "kind", Kind?.ToString().ToLowerInvariant());
        Add(query, "tool", Tool);
        Add(query, "after", After);
        Add(query, "done", done?.ToString());
        return query.ToString();
    }

    private static void Add(StringBuilder query, string key, string? value)
    {
        if (value is not null)
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
