using Lanekeeper.Ledger;

namespace Lanekeeper.Models.Relaying;

/// <summary>The row that stands in the ledger before anybody is asked.</summary>
internal static class RelayIntent
{
    /// <param name="tries">How often this model has been asked for it, this time included.</param>
    /// <param name="until">When it is over at the latest; what is still open then is lost.</param>
    public static CallIntent Of(RelayRequest request, Trail trail, int tries, DateTimeOffset until) => new()
    {
        Id = trail.Last,
        Origin = request.Origin with { TraceId = request.Call.TraceId ?? trail.First.ToString("N") },

        // The id's own time: a day's calls are found by their ids, and one reading of the clock may be yesterday's and the next today's.
        OpenedAt = Id.TimeOf(trail.Last),
        Deadline = until,
        Attempt = trail.Number,
        FirstCallId = trail.First,
        Purpose = tries > 1 ? CallPurpose.Retry : request.Target.Degraded is not null ? CallPurpose.Fallback : trail.Number > 1 ? CallPurpose.Escalation : CallPurpose.Answer,
        Route = request.Target.Route,
        Provider = request.Provider,
        RequestedModel = request.Target.Model.Model,
        RouteReason = request.Target.Reason,
        Degraded = request.Target.Degraded,
        Request = request.Body,
        PriceVersion = request.Price.Version,
        Hold = trail.Number > 1 ? request.Hold?.Again() : request.Hold,
        App = new CallApp(request.Call.Key.Id, request.Call.Key.App, AppFormats.NameOf(request.Kind), request.Facts.IsStream, request.Call.SessionId),
    };
}
