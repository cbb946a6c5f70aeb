using System.Collections.Concurrent;
using System.Diagnostics;
using Lanekeeper.FaultProvider;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models.Calling;

public sealed class CallActivityTests(ModelsFixture room) : IClassFixture<ModelsFixture>
{
    [Fact]
    public async Task Each_request_is_a_span_with_the_names_of_open_telemetry()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Lanekeeper.Models",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        room.Server.Script(Behaviour.Answer("yes") with { Model = "gpt-4.1-nano", InputTokens = 100, CachedTokens = 40, OutputTokens = 5 });

        var model = room.Model(ModelProvider.OpenAI, "gpt-4.1-nano");
        var answer = (await room.Models.CallAsync(ModelsFixture.Call(model, "spans"), TestContext.Current.CancellationToken)).Value;

        var span = ended.Single(span => (string?)span.GetTagItem("lanekeeper.call.id") == answer.CallId.ToString());
        (span.DisplayName, span.Kind, span.Status).ShouldBe(("chat gpt-4.1-nano", ActivityKind.Client, ActivityStatusCode.Unset));
        span.TraceId.ToHexString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        span.GetTagItem("gen_ai.operation.name").ShouldBe("chat");
        span.GetTagItem("gen_ai.provider.name").ShouldBe("openai");
        span.GetTagItem("gen_ai.response.model").ShouldBe("gpt-4.1-nano");
        span.GetTagItem("gen_ai.usage.input_tokens").ShouldBe(100L);
        span.GetTagItem("gen_ai.usage.output_tokens").ShouldBe(5L);
        span.TagObjects.ShouldNotContain(tag => tag.Value is string && ((string)tag.Value).Contains("How are you"));
    }
}
