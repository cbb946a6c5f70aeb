// OpenAI's SDK as an app uses it. GATEWAY_URL and GATEWAY_KEY say where; what came of each use is printed as one JSON object.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: `${process.env.GATEWAY_URL}/v1`, apiKey: process.env.GATEWAY_KEY });
const model = 'gpt-4.1-mini-2025-04-14';
const messages = [{ role: 'user', content: 'How are you?' }];
const tools = [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } } }];
const schema = { type: 'object', properties: { mood: { type: 'string', enum: ['good', 'bad'] } }, required: ['mood'], additionalProperties: false };
const said = {};

const failure = async (work) => {
  try {
    await work();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status ?? null, code: error.code ?? null };
  }
};

said.plain = (await client.chat.completions.create({ model, messages })).choices[0].message.content;

said.stream = '';
for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
  said.stream += chunk.choices[0]?.delta?.content ?? '';
}

said.usage = null;
for await (const chunk of await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } })) {
  said.usage = chunk.usage?.total_tokens ?? said.usage;
}

const called = await client.chat.completions.create({ model: 'fault-tool-call', messages, tools });
said.tool = called.choices[0].message.tool_calls[0].function.name;

const shaped = await client.chat.completions.create({
  model, messages, response_format: { type: 'json_schema', json_schema: { name: 'mood', strict: true, schema } },
});
said.schema = JSON.parse(shaped.choices[0].message.content).mood;

said.responses = (await client.responses.create({ model, input: 'How are you?' })).output_text;
said.responsesStream = '';
for await (const event of await client.responses.create({ model, input: 'How are you?', stream: true })) {
  said.responsesStream += event.type === 'response.output_text.delta' ? event.delta : '';
}

said.embedding = (await client.embeddings.create({ model: 'text-embedding-3-small', input: 'How are you?' })).data[0].embedding.length;
said.models = (await client.models.list()).data.some((each) => each.id === model);

// The SDK sends a header that it is given with each of its tries.
const keyed = (content, stream) => client.chat.completions.create({ model, messages: [{ role: 'user', content }], stream }, { headers: { 'Idempotency-Key': `k-${stream}` } });
said.keyed = [await keyed('Once', false), await keyed('Once', false)].map((answer) => answer.id);
said.keyedStream = [];
for (let time = 0; time < 2; time++) {
  for await (const chunk of await keyed('Once', true)) {
    said.keyedStream[time] = (said.keyedStream[time] ?? '') + JSON.stringify(chunk);
  }
}
said.mismatch = await failure(() => keyed('Other words', false));

// One that the app gave up after a tenth of a second is asked for again under its key, and is there.
const slow = (timeout) => client.chat.completions.create({ model: 'fault-slow-1s', messages }, { timeout, maxRetries: timeout < 1000 ? 0 : 5, headers: { 'Idempotency-Key': 'slow' } });
said.slow = await failure(() => slow(100));
said.slowAgain = (await slow(30000)).choices[0].message.content;

said.unknownModel = await failure(() => client.chat.completions.create({ model: 'nobody', messages }));
said.wrongKey = await failure(() => new OpenAI({ baseURL: client.baseURL, apiKey: 'lk_wrong' }).chat.completions.create({ model, messages }));
said.down = await failure(() => client.chat.completions.create({ model: 'fault-500', messages }));
said.cut = await failure(async () => {
  for await (const chunk of await client.chat.completions.create({ model: 'fault-cut', messages, stream: true })) {
    said.beforeCut = (said.beforeCut ?? '') + (chunk.choices[0]?.delta?.content ?? '');
  }
});

const leaving = new AbortController();
said.left = await failure(async () => {
  for await (const chunk of await client.chat.completions.create({ model: 'fault-pace-20ms', messages, stream: true }, { signal: leaving.signal })) {
    leaving.abort(chunk);
  }
  throw new Error('aborted');
});

console.log(JSON.stringify(said));
