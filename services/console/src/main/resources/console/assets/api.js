// One request to the REST interface; a failure is an Error with the server's own words.
export async function api(method, path, body, type = 'application/json') {
  let response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'Content-Type': type },
      body: body === undefined ? undefined : type === 'application/json' ? JSON.stringify(body) : body,
    });
  } catch {
    throw new Error('The console does not answer.');
  }
  if (response.status === 401) {
    location.assign('/sign-in');
    throw new Error('Sign in again.');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message || `HTTP ${response.status}`);
  return answer;
}
