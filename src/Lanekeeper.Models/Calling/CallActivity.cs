using System.Diagnostics;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Calling;

/// <summary>A span for each request, by OpenTelemetry's names for generative AI. No content is in it.</summary>
internal static class CallActivity
{
    private static readonly ActivitySource Source = new("Lanekeeper.Models");

    public static Activity? Start(CallIntent intent, ModelCall call, Uri? host)
    {
        var activity = Source.StartActivity($"chat {intent.RequestedModel}", ActivityKind.Client, Parent(intent.Origin));
        if (activity is null)
        {
            return null;
        }

        activity.SetTag("gen_ai.operation.name", "chat");
        activity.SetTag("gen_ai.provider.name", intent.Provider);
        activity.SetTag("gen_ai.request.model", intent.RequestedModel);
        activity.SetTag("gen_ai.request.max_tokens", call.Route.Model.MaxOutputTokens);
        activity.SetTag("gen_ai.request.temperature", (double?)call.Route.Model.Temperature);
        activity.SetTag("gen_ai.output.type", call.Output is null ? "text" : "json");
        activity.SetTag("server.address", host?.Host);
        activity.SetTag("server.port", host?.Port);
        activity.SetTag("lanekeeper.call.id", intent.Id.ToString());
        activity.SetTag("lanekeeper.call.attempt", intent.Attempt);
        activity.SetTag("lanekeeper.workflow", intent.Origin.Workflow);
        return activity;
    }

    public static void End(Activity? activity, ProviderReply reply, Problem? problem)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("gen_ai.response.model", reply.ServedModel);
        activity.SetTag("gen_ai.response.id", reply.RequestId);
        activity.SetTag("gen_ai.response.finish_reasons", reply.FinishReason is { } reason ? new[] { reason } : null);
        activity.SetTag("gen_ai.usage.input_tokens", reply.Usage.Tokens.Input + (reply.Usage.Tokens.CacheRead ?? 0) + (reply.Usage.Tokens.CacheWrite ?? 0));
        activity.SetTag("gen_ai.usage.output_tokens", reply.Usage.Tokens.Output);
        if (problem is not null)
        {
            activity.SetTag("error.type", problem.Code);
            activity.SetStatus(ActivityStatusCode.Error, problem.Code);
        }
    }

    // Where nobody has begun a span, the run's own trace id still ties the calls of a run together.
    private static ActivityContext Parent(CallOrigin origin) =>
        Activity.Current is { } current ? current.Context
        : origin.TraceId.Length == 32 && origin.TraceId.All(char.IsAsciiHexDigitLower)
            ? new ActivityContext(ActivityTraceId.CreateFromString(origin.TraceId), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)
            : default;
}
